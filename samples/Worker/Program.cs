using OpenClaw.Tenancy.Samples.Worker;

return await WorkerProgram.RunAsync(args, Console.Out);
