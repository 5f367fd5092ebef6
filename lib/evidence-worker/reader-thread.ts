import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FaultError } from "../kernel/invariant.ts";
import type { Task } from "./tasks.ts";

const STARTING_MS = 30_000;
const MEMORY_MB = 768;

interface Answer {
  readonly ready?: boolean;
  readonly id?: number;
  readonly value?: unknown;
  readonly fault?: string;
}

interface Job {
  readonly id: number;
  readonly task: Task;
  readonly milliseconds: number;
  readonly settle: (answer: unknown) => void;
  readonly fail: (fault: FaultError) => void;
}

/**
 * One worker thread that reads one file at a time. A task that takes longer than it may, needs more memory than the
 * thread has or crashes it ends the thread; the next task starts a new one.
 */
export class ReaderThread {
  private readonly file: string;
  private readonly waiting: Job[] = [];
  private worker: Worker | null = null;
  private ready = false;
  private current: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null;
  private nextId = 1;

  /** `file` is the worker's entry point; the project's own unless told. */
  constructor(file: string = join(process.cwd(), "scripts", "workers", "inspect.mjs")) {
    this.file = file;
  }

  /** Tasks that wait or run. */
  get load(): number {
    return this.waiting.length + (this.current ? 1 : 0);
  }

  /** Runs a task within a time. Rejects with `FaultError` `evidence-timeout` or `evidence-crashed`. */
  run(task: Task, milliseconds: number): Promise<unknown> {
    return new Promise((settle, fail) => {
      this.waiting.push({ id: this.nextId++, task, milliseconds, settle, fail });
      this.next();
    });
  }

  /** Ends the thread; what waits or runs is refused. */
  async close(): Promise<void> {
    await this.end(new FaultError("evidence-crashed", { cause: "closed" }), true);
  }

  private next(): void {
    const job = this.current ? undefined : this.waiting.shift();
    if (!job) return;
    const worker = this.worker ?? this.start();
    worker.ref();
    // The clock of a task starts when the thread is up: loading it is not the file's fault.
    const timer = setTimeout(() => this.timeOut(), this.ready ? job.milliseconds : STARTING_MS);
    this.current = { job, timer };
    if (this.ready) this.post(worker, job);
  }

  private post(worker: Worker, job: Job): void {
    // A copy of its own is transferred, so that the caller's bytes stay readable and nothing is copied twice.
    const bytes = new Uint8Array(job.task.bytes);
    worker.postMessage({ id: job.id, task: { ...job.task, bytes } }, [bytes.buffer]);
  }

  private start(): Worker {
    const worker = new Worker(/* turbopackIgnore: true */ /* webpackIgnore: true */ this.file, {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      env: { NODE_ENV: process.env.NODE_ENV ?? "production" },
      execArgv: [],
      stdout: false,
    });
    worker.on("message", (answer: Answer) => this.answered(worker, answer));
    worker.on("error", (cause) => void this.end(new FaultError("evidence-crashed", { cause }), false));
    worker.on("exit", (code) => {
      if (this.worker === worker) void this.end(new FaultError("evidence-crashed", { cause: code }), false);
    });
    worker.unref();
    this.worker = worker;
    this.ready = false;
    return worker;
  }

  private answered(worker: Worker, answer: Answer): void {
    if (this.worker !== worker) return;
    if (answer.ready) this.becomeReady(worker);
    else if (this.current?.job.id === answer.id) this.settle(worker, answer);
  }

  private becomeReady(worker: Worker): void {
    this.ready = true;
    if (!this.current) return;
    const { job, timer } = this.current;
    clearTimeout(timer);
    this.current = { job, timer: setTimeout(() => this.timeOut(), job.milliseconds) };
    this.post(worker, job);
  }

  private settle(worker: Worker, answer: Answer): void {
    if (!this.current) return;
    const { job, timer } = this.current;
    clearTimeout(timer);
    this.current = null;
    worker.unref();
    if (answer.fault === undefined) job.settle(answer.value);
    else job.fail(new FaultError("evidence-crashed", { cause: answer.fault }));
    this.next();
  }

  private timeOut(): void {
    void this.end(new FaultError("evidence-timeout", { cause: "took longer than it may" }), false);
  }

  private async end(fault: FaultError, all: boolean): Promise<void> {
    const { worker, current } = this;
    this.worker = null;
    this.ready = false;
    this.current = null;
    if (current) {
      clearTimeout(current.timer);
      current.job.fail(fault);
    }
    if (all) for (const job of this.waiting.splice(0)) job.fail(fault);
    await worker?.terminate();
    this.next();
  }
}
