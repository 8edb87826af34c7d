using BenchmarkDotNet.Attributes;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Benchmarks.Decisions;

/// <summary>One decision, by the number of evaluators and the size of the directory, beside its peers.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private readonly AspNetCorePolicy _peer = new();
    private DecisionWorld _world = null!;
    private AccessRequest _own;
    private AccessRequest _foreign;

    [Params(0, 1, 4)]
    public int Evaluators { get; set; }

    [Params(1, 1_000, 100_000)]
    public int Tenants { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _world = new DecisionWorld(Tenants, 1, Evaluators);
        _own = _world.Request(0);
        _foreign = _world.Request(0, TenantId.From("someone-else"));
    }

    [Benchmark(Baseline = true)]
    public bool StringEquality() => string.Equals(_world.Names[0], _world.SameNames[0]);

    [Benchmark]
    public bool Allow() => _world.Engine.Decide(in _own).IsAllowed;

    [Benchmark]
    public bool Deny() => _world.Engine.Decide(in _foreign).IsAllowed;

    [Benchmark]
    public bool FindFirstEquals() => _peer.FindFirst();

    [Benchmark]
    public bool AspNetCoreAuthorizeAsync() => _peer.Ask();
}
