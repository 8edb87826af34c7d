using BenchmarkDotNet.Running;
using OpenClaw.Tenancy.Benchmarks.Gate;

// "gate [GROUP]" measures each figure beside its peer in one process and fails when one falls short; anything else is BenchmarkDotNet's.
if (args is ["gate", ..])
{
    return GateRun.Run(args.Length > 1 ? args[1] : null);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
