import { ResourceId } from '@weighbridge/contracts/config/scalars';
import type { CategoryRow } from '@weighbridge/contracts/snapshot/snapshot-source';
import type { ReportProblem } from '../build-route.js';
import type { CategoryConfig } from './category-config.js';
import {
  type Classification,
  type ClassificationSource,
  type ClassifiableRequest,
  type Classify,
  DEFAULT_CATEGORY,
} from './classification.js';
import { classifyText } from './classifier/classify-text.js';
import type { ClassifierModel } from './classifier/classifier-model.js';
import { trainClassifier } from './classifier/train-classifier.js';
import { BoundedMemory } from '@weighbridge/kernel/bounded-memory';
import { type Condition, compileRule, describeRule, RuleSubject } from './match-rule.js';
import { indexTemplates } from './match-template.js';

const CATEGORY_HEADER = 'x-wb-category';
/** Some 200 KB each with a classifier; more different sets than these are compiled anew. */
const KEPT = 256;
const compiled = new BoundedMemory<Classify>(KEPT);
const trained = new BoundedMemory<ClassifierModel | null>(KEPT);

/** The categories of a workspace as written: its own, and those of all that it has not by the same name. */
export function categoriesOf(
  rows: readonly CategoryRow[],
  workspaceId: string,
): readonly CategoryConfig[] {
  const own = new Set(
    rows.filter((row) => row.workspaceId === workspaceId).map(({ config }) => config.name),
  );
  return rows
    .filter((row) =>
      row.workspaceId === null ? !own.has(row.config.name) : row.workspaceId === workspaceId,
    )
    .map(({ config }) => config);
}

/**
 * Compiles categories into the function that puts a request into one: by the caller's header, by a
 * system prompt that a category names, by the first rule that holds, by the classifier, else
 * `default`. Equal categories give the same function again, so that a new snapshot neither compiles
 * nor trains what it had.
 */
export function buildClassify(
  categories: readonly CategoryConfig[],
  report: ReportProblem,
): Classify {
  const identity = JSON.stringify(categories);
  const known = compiled.find(identity);
  if (known) return known;
  let isSound = true;
  const rules = categories.flatMap((category) =>
    (category.rules ?? []).map((rule, index): NamedRule => {
      const holds = compileRule(rule, (key, why) => {
        isSound = false;
        report(`categories[${category.name}].rules[${index}].${key}`, why);
      });
      const detail = `rule ${index + 1} of ${category.name}: ${describeRule(rule)}`;
      return { category: category.name, detail, holds, asksHeader: asksCategoryHeader(rule) };
    }),
  );
  const classify = composeClassify(categories, rules, modelOf(categories));
  if (isSound) compiled.keep(identity, classify);
  return classify;
}

/** The classifier that the examples of the categories give; null: there are none. */
export function modelOf(categories: readonly CategoryConfig[]): ClassifierModel | null {
  const examples = examplesOf(categories);
  const identity = JSON.stringify(examples);
  const known = trained.find(identity);
  if (known !== undefined) return known;
  const model = trainClassifier(examples);
  trained.keep(identity, model);
  return model;
}

export const examplesOf = (categories: readonly CategoryConfig[]) =>
  categories.flatMap(({ name, examples = [] }) =>
    examples.map((text) => ({ category: name, text })),
  );

interface NamedRule {
  category: string;
  detail: string;
  holds: Condition;
  asksHeader: boolean;
}

function composeClassify(
  categories: readonly CategoryConfig[],
  rules: readonly NamedRule[],
  model: ClassifierModel | null,
): Classify {
  const names = new Set([DEFAULT_CATEGORY, ...categories.map(({ name }) => name)]);
  const headerRules = rules.filter(({ asksHeader }) => asksHeader);
  const findTemplate = indexTemplates(categories);
  return (request) => {
    const named = request.header(CATEGORY_HEADER);
    if (named && names.has(named)) return byHeader(named);
    if (categories.length === 0) return asNamed(named) ?? UNDECIDED;
    const subject = new RuleSubject(request);
    // A caller who names a category wants none that other signs suggest.
    const rule = (named ? headerRules : []).find(({ holds }) => holds(subject));
    if (rule) return byRule(rule);
    return asNamed(named) ?? bySigns(subject, findTemplate, rules) ?? byText(model, request);
  };
}

const byHeader = (category: string): Classification =>
  decided(category, 'header', `${CATEGORY_HEADER}: ${category}`);

const byRule = ({ category, detail }: NamedRule): Classification =>
  decided(category, 'rule', detail);

/** A name that no category has is taken as it is, if it could be the name of one. */
const asNamed = (named: string | undefined): Classification | undefined =>
  named !== undefined && ResourceId.safeParse(named).success ? byHeader(named) : undefined;

function bySigns(
  subject: RuleSubject,
  findTemplate: ReturnType<typeof indexTemplates>,
  rules: readonly NamedRule[],
): Classification | undefined {
  const template = findTemplate?.(subject.request.systemText);
  if (template) return decided(template.category, 'template', template.detail);
  const rule = rules.find(({ holds }) => holds(subject));
  return rule && byRule(rule);
}

function byText(model: ClassifierModel | null, request: ClassifiableRequest): Classification {
  const { userText } = request;
  if (!model || userText === '') return UNDECIDED;
  const { category, scores } = classifyText(model, userText);
  return category === null
    ? { ...UNDECIDED, detail: 'no category is likely enough', scores }
    : { category, decidedBy: 'classifier', detail: null, scores };
}

const decided = (
  category: string,
  decidedBy: ClassificationSource,
  detail: string,
): Classification => ({ category, decidedBy, detail, scores: null });

const UNDECIDED: Classification = {
  ...{ category: DEFAULT_CATEGORY, decidedBy: 'default', detail: null, scores: null },
};

const asksCategoryHeader = ({ header = {} }: { header?: Record<string, string> }): boolean =>
  Object.keys(header).some((name) => name.toLowerCase() === CATEGORY_HEADER);
