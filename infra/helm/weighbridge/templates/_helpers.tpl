{{- define "weighbridge.name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "weighbridge.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "weighbridge.labels" -}}
app.kubernetes.io/name: weighbridge
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* One role as a StatefulSet: its journal outlives the pod. Call with root, role and values. */}}
{{- define "weighbridge.role" -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "weighbridge.name" .root }}-{{ .role }}
  labels:
    {{- include "weighbridge.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  serviceName: {{ include "weighbridge.name" .root }}-{{ .role }}
  replicas: {{ .values.replicas }}
  podManagementPolicy: Parallel
  selector:
    matchLabels:
      app.kubernetes.io/instance: {{ .root.Release.Name }}
      app.kubernetes.io/component: {{ .role }}
  template:
    metadata:
      labels:
        {{- include "weighbridge.labels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .role }}
      annotations:
        checksum/config: {{ .root.Values.config | toJson | sha256sum }}
    spec:
      # Requests in flight may take two minutes to end.
      terminationGracePeriodSeconds: 130
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        seccompProfile:
          type: RuntimeDefault
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .role }}
          image: {{ include "weighbridge.image" .root | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: ["apps/{{ .app }}/dist/main.js"]
          envFrom:
            - secretRef:
                name: {{ .root.Values.existingSecret }}
          env:
            - name: WB_HOST
              value: 0.0.0.0
            - name: WB_PORT
              value: "4000"
            - name: WB_DATA_DIR
              value: /data
            - name: WB_LOG_LEVEL
              value: {{ .root.Values.logLevel }}
            - name: WB_WORKERS
              value: {{ .values.workers | default 1 | quote }}
            - name: WB_JOURNAL_SYNC
              value: {{ .values.journalSync | default "process" }}
            {{- if .root.Values.config }}
            - name: WB_CONFIG
              value: /etc/weighbridge/weighbridge.yaml
            {{- end }}
            {{- if .root.Values.otlpEndpoint }}
            - name: OTEL_EXPORTER_OTLP_ENDPOINT
              value: {{ .root.Values.otlpEndpoint | quote }}
            {{- end }}
          ports:
            - name: http
              containerPort: 4000
          startupProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 3
            failureThreshold: 2
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            failureThreshold: 6
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: ["ALL"]
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /data
            - name: tmp
              mountPath: /tmp
            {{- if .root.Values.config }}
            - name: config
              mountPath: /etc/weighbridge
              readOnly: true
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {}
        {{- if .root.Values.config }}
        - name: config
          configMap:
            name: {{ include "weighbridge.name" .root }}-config
        {{- end }}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: ["ReadWriteOnce"]
        {{- if .volume.storageClass }}
        storageClassName: {{ .volume.storageClass }}
        {{- end }}
        resources:
          requests:
            storage: {{ .volume.size }}
{{- end }}

{{- /* A role's service. Call with root, role and headless. */}}
{{- define "weighbridge.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "weighbridge.name" .root }}-{{ .role }}
  labels:
    {{- include "weighbridge.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  selector:
    app.kubernetes.io/instance: {{ .root.Release.Name }}
    app.kubernetes.io/component: {{ .role }}
  ports:
    - name: http
      port: {{ .root.Values.service.port }}
      targetPort: http
{{- end }}
