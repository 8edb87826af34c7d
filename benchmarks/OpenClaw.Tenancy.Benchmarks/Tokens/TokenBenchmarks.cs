using BenchmarkDotNet.Attributes;

namespace OpenClaw.Tenancy.Benchmarks.Tokens;

/// <summary>From a token's text to a verified claim.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    private readonly TokenWorld _cached = new();
    private readonly Func<bool> _memo = new TokenWorld().Memo();
    private readonly TokenWorld _cold = new(cached: 0);

    [Benchmark(Baseline = true)]
    public bool Cold() => _cold.Verify();

    [Benchmark]
    public bool Cached() => _cached.Verify();

    [Benchmark]
    public bool Memo() => _memo();
}
