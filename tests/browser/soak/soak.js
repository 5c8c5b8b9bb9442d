// `cargo xtask soak --tickets N [--seed S] [--verbose]`.
import { parseArgs } from "node:util";
import { soak } from "./run.js";

const { values } = parseArgs({ options: { tickets: { type: "string", default: "100" }, seed: { type: "string" }, verbose: { type: "boolean" } } });
const tickets = Number(values.tickets);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!Number.isInteger(tickets) || tickets < 1 || !Number.isInteger(seed)) {
  console.error("--tickets and --seed take whole numbers.");
  process.exit(2);
}
console.log(`seed ${seed}`);
const EVERY = 50;
let told = 0;
const say = ({ number, fault, promised }) => {
  if (values.verbose) console.log(`${number} ${fault}: ${promised}`);
  else if (promised >= told + EVERY) console.log(`${(told = promised)} of ${tickets}`);
};
const { sent, stored, unknown, lost, doubled } = await soak({ tickets, seed, say });
for (const [what, tickets] of Object.entries({ unknown, lost, doubled })) {
  if (tickets.length) console.log(`${what}: ${tickets.join(", ")}`);
}
console.log(`sent ${sent}, stored ${stored}, unknown ${unknown.length}, lost ${lost.length}, doubled ${doubled.length}`);
process.exit(lost.length || doubled.length ? 1 : 0);
