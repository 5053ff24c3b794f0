// Made from docs/openapi.json by scripts/generate-client.mjs; do not edit.
export interface paths {
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SessionController_read"];
        put?: never;
        post: operations["SessionController_signIn"];
        delete: operations["SessionController_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WorkspacesController_list"];
        put?: never;
        post: operations["WorkspacesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["KeysController_list"];
        put?: never;
        post: operations["KeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ListsController_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    SessionController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    SessionController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    SessionController_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    WorkspacesController_list: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
                /** @description Rows per page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            organization: string;
                            name: string;
                            region: string | null;
                            zdr: boolean;
                            budget: {
                                /** @description USD that may be spent in one period, in quotes: "100.00". */
                                limit: string;
                                /**
                                 * @description Calendar window in UTC; weeks start on Monday; total never resets.
                                 * @enum {string}
                                 */
                                period: "hour" | "day" | "week" | "month" | "total";
                                /**
                                 * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                                 * @default normal
                                 * @enum {string}
                                 */
                                mode: "normal" | "strict";
                            } | null;
                            allowed_models: string[] | null;
                            evals: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description `file` and `env` rows are edited where they are defined.
                             * @enum {string}
                             */
                            source: "api" | "file" | "env" | "bootstrap";
                            read_only: boolean;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    WorkspacesController_create: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The id of the workspace. */
                    id: string;
                    /** @description The name people read. */
                    name?: string;
                    /** @description Only providers with this residency label may serve; omitted: any. */
                    region?: string;
                    /** @description Zero retention: no prompt or completion byte is ever stored. */
                    zdr?: boolean;
                    /** @description What the whole workspace may spend. */
                    budget?: {
                        /** @description USD that may be spent in one period, in quotes: "100.00". */
                        limit: string;
                        /**
                         * @description Calendar window in UTC; weeks start on Monday; total never resets.
                         * @enum {string}
                         */
                        period: "hour" | "day" | "week" | "month" | "total";
                        /**
                         * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                         * @default normal
                         * @enum {string}
                         */
                        mode?: "normal" | "strict";
                    };
                    /** @description Routes and models its callers may ask for; * stands for any text. */
                    allowed_models?: string[];
                    /** @description Automatic evaluation of the live traffic. */
                    evals?: {
                        /** @description Share of the traffic that is judged. */
                        sample_rate?: number;
                        /** @description The model that judges. */
                        judge?: string;
                        /** @description Models compared with the one that served. */
                        candidates?: string[];
                        /** @description USD a day for replays and judging together. */
                        daily_limit?: string;
                        /** @description Largest loss that still counts as not worse, as a fraction. */
                        max_quality_loss?: number;
                    };
                    /** @description Needed where the caller knows several. */
                    organization?: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organization: string;
                        name: string;
                        region: string | null;
                        zdr: boolean;
                        budget: {
                            /** @description USD that may be spent in one period, in quotes: "100.00". */
                            limit: string;
                            /**
                             * @description Calendar window in UTC; weeks start on Monday; total never resets.
                             * @enum {string}
                             */
                            period: "hour" | "day" | "week" | "month" | "total";
                            /**
                             * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                             * @default normal
                             * @enum {string}
                             */
                            mode: "normal" | "strict";
                        } | null;
                        allowed_models: string[] | null;
                        evals: {
                            [key: string]: unknown;
                        } | null;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description `file` and `env` rows are edited where they are defined.
                         * @enum {string}
                         */
                        source: "api" | "file" | "env" | "bootstrap";
                        read_only: boolean;
                    };
                };
            };
        };
    };
    KeysController_list: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
                /** @description Rows per page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            workspace: string;
                            name: string;
                            /** @enum {string} */
                            kind: "secret" | "public";
                            /** @description The last four characters. */
                            hint: string;
                            /** @description Shared by the two halves of a pair. */
                            pair: string | null;
                            team: string | null;
                            budget: {
                                /** @description USD that may be spent in one period, in quotes: "100.00". */
                                limit: string;
                                /**
                                 * @description Calendar window in UTC; weeks start on Monday; total never resets.
                                 * @enum {string}
                                 */
                                period: "hour" | "day" | "week" | "month" | "total";
                                /**
                                 * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                                 * @default normal
                                 * @enum {string}
                                 */
                                mode: "normal" | "strict";
                            } | null;
                            limits: {
                                /** @description Requests in any 60 seconds. */
                                rpm?: number;
                                /** @description Tokens in any 60 seconds, input and output together. */
                                tpm?: number;
                                /** @description Requests running at the same time. */
                                max_parallel?: number;
                            };
                            allowed_models: string[] | null;
                            /** Format: date-time */
                            expires_at: string | null;
                            /** Format: date-time */
                            revoked_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /**
                             * @description `file` and `env` rows are edited where they are defined.
                             * @enum {string}
                             */
                            source: "api" | "file" | "env" | "bootstrap";
                            read_only: boolean;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    KeysController_create: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Unique in the workspace; shown in the request log. */
                    name: string;
                    /** @description At least 16 characters; omitted: generated and shown once. */
                    key?: string;
                    /** @description The team whose budget also applies. */
                    team?: string;
                    /** @description What this key may spend. */
                    budget?: {
                        /** @description USD that may be spent in one period, in quotes: "100.00". */
                        limit: string;
                        /**
                         * @description Calendar window in UTC; weeks start on Monday; total never resets.
                         * @enum {string}
                         */
                        period: "hour" | "day" | "week" | "month" | "total";
                        /**
                         * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                         * @default normal
                         * @enum {string}
                         */
                        mode?: "normal" | "strict";
                    };
                    /** @description How fast this key may be used. */
                    limits?: {
                        /** @description Requests in any 60 seconds. */
                        rpm?: number;
                        /** @description Tokens in any 60 seconds, input and output together. */
                        tpm?: number;
                        /** @description Requests running at the same time. */
                        max_parallel?: number;
                    };
                    /** @description Routes and models this key may ask for; * stands for any text. */
                    allowed_models?: string[];
                    /**
                     * Format: date-time
                     * @description When the key stops working: 2027-01-01T00:00:00Z.
                     */
                    expires_at?: string;
                    workspace?: string;
                    /** @description Also make a public half, which may only write scores. */
                    pair?: boolean;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        workspace: string;
                        name: string;
                        /** @enum {string} */
                        kind: "secret" | "public";
                        /** @description The last four characters. */
                        hint: string;
                        /** @description Shared by the two halves of a pair. */
                        pair: string | null;
                        team: string | null;
                        budget: {
                            /** @description USD that may be spent in one period, in quotes: "100.00". */
                            limit: string;
                            /**
                             * @description Calendar window in UTC; weeks start on Monday; total never resets.
                             * @enum {string}
                             */
                            period: "hour" | "day" | "week" | "month" | "total";
                            /**
                             * @description What a request reserves before it runs: normal = the expected cost, strict = the worst case.
                             * @default normal
                             * @enum {string}
                             */
                            mode: "normal" | "strict";
                        } | null;
                        limits: {
                            /** @description Requests in any 60 seconds. */
                            rpm?: number;
                            /** @description Tokens in any 60 seconds, input and output together. */
                            tpm?: number;
                            /** @description Requests running at the same time. */
                            max_parallel?: number;
                        };
                        allowed_models: string[] | null;
                        /** Format: date-time */
                        expires_at: string | null;
                        /** Format: date-time */
                        revoked_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /**
                         * @description `file` and `env` rows are edited where they are defined.
                         * @enum {string}
                         */
                        source: "api" | "file" | "env" | "bootstrap";
                        read_only: boolean;
                        /** @description Shown this once. */
                        key: string;
                        /** @description The public half of a pair, shown this once. */
                        public_key?: string;
                    };
                };
            };
        };
    };
    ListsController_models: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
                /** @description Rows per page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Overrides the price in the catalogue. */
                            price?: {
                                /** @description USD per million input tokens, in quotes. */
                                input?: string;
                                /** @description USD per million output tokens, in quotes. */
                                output?: string;
                                /** @description USD per million tokens read from a cache. */
                                cache_read?: string;
                                /** @description USD per million tokens written to a cache. */
                                cache_write?: string;
                            };
                            /** @description Tokens of input and output together. */
                            context?: number;
                            /** @description Most tokens of one answer. */
                            max_output?: number;
                            /** @description What requests may ask of it. */
                            capabilities?: ("tools" | "json_schema" | "vision" | "video" | "audio" | "reasoning" | "embeddings" | "logprobs")[];
                            id: string;
                            provider: string;
                            model: string;
                            workspace: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    RequestsController_list: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
                /** @description Rows per page. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description The first moment that counts. */
                from?: string;
                /** @description The first moment that does not count any more. */
                to?: string;
                /** @description `model` or `provider/model`. */
                model?: string;
                provider?: string;
                status?: string;
                /** @description Id or name of a key. */
                key?: string;
                user?: string;
                session?: string;
                category?: string;
                /** @description Text in the body, the answer or the error, or an id. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** Format: date-time */
                            created_at: string;
                            workspace: string;
                            key_id: string;
                            key_name: string;
                            team: string | null;
                            user: string | null;
                            session: string | null;
                            route: string | null;
                            strategy: string | null;
                            category: string | null;
                            provider: string | null;
                            /** @description What served: the upstream’s name. */
                            model: string;
                            /** @enum {string} */
                            status: "ok" | "error" | "cancelled" | "interrupted";
                            /** @description 0: the caller got no answer. */
                            http_status: number;
                            error_code: string | null;
                            stream: boolean;
                            input_tokens: number;
                            cached_tokens: number;
                            output_tokens: number;
                            reasoning_tokens: number;
                            /** @description Decimal USD. */
                            cost_usd: string;
                            latency_ms: number;
                            ttft_ms: number | null;
                            overhead_us: number;
                            attempts: number;
                            cache: string;
                            tags: string[];
                            /** @description Facts to look at: overshoot, unknown_price, body_shed, … */
                            flags: string[];
                            trace_id: string;
                        }[];
                        next_cursor: string | null;
                        meta: {
                            /** @description Records are on their way for longer than usual. */
                            delayed: boolean;
                            /** @description Records on their way. */
                            pending: number;
                        };
                    };
                };
            };
        };
    };
    RequestsController_get: {
        parameters: {
            query?: {
                /** @description Only this workspace. Without it, every workspace that the caller may read. */
                workspace?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        created_at: string;
                        workspace: string;
                        key_id: string;
                        key_name: string;
                        team: string | null;
                        user: string | null;
                        session: string | null;
                        route: string | null;
                        strategy: string | null;
                        category: string | null;
                        provider: string | null;
                        /** @description What served: the upstream’s name. */
                        model: string;
                        /** @enum {string} */
                        status: "ok" | "error" | "cancelled" | "interrupted";
                        /** @description 0: the caller got no answer. */
                        http_status: number;
                        error_code: string | null;
                        stream: boolean;
                        input_tokens: number;
                        cached_tokens: number;
                        output_tokens: number;
                        reasoning_tokens: number;
                        /** @description Decimal USD. */
                        cost_usd: string;
                        latency_ms: number;
                        ttft_ms: number | null;
                        overhead_us: number;
                        attempts: {
                            attempt: number;
                            provider: string;
                            model: string;
                            http_status: number | null;
                            /** @enum {string} */
                            outcome: "ok" | "error" | "cancelled" | "interrupted";
                            error_code: string | null;
                            started_ms: number;
                            latency_ms: number;
                            ttft_ms: number | null;
                            /** @description Decimal USD. */
                            cost_usd: string;
                            reason: string | null;
                        }[];
                        cache: string;
                        tags: string[];
                        /** @description Facts to look at: overshoot, unknown_price, body_shed, … */
                        flags: string[];
                        trace_id: string;
                        requested_model: string;
                        operation: string;
                        error_message: string | null;
                        finish_reason: string | null;
                        span_id: string;
                        parent_span_id: string | null;
                        metadata: unknown;
                        body: unknown;
                        answer: unknown;
                        /** @description Candidates, filters, order and reasons. */
                        decision: unknown;
                    };
                };
            };
        };
    };
}
