using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>One request through each of the pipelines that are compared.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private static readonly TokenWorld World = new();
    private readonly InProcessServer _bare = RequestApps.Bare();
    private readonly InProcessServer _tenancy = RequestApps.Tenancy(World);
    private readonly InProcessServer _free = RequestApps.Policy<FreeAuthentication>(_ => { });
    private readonly InProcessServer _validating = RequestApps.Policy<ValidatingAuthentication>(s => s.AddSingleton(World));

    [Benchmark(Baseline = true)]
    public int Bare() => _bare.Get(World.Header, sameConnection: true);

    [Benchmark]
    public int Tenancy() => _tenancy.Get(World.Header, sameConnection: true);

    [Benchmark]
    public int FreeAuthenticationAndPolicy() => _free.Get(World.Header, sameConnection: true);

    [Benchmark]
    public int ValidatingAuthenticationAndPolicy() => _validating.Get(World.Header, sameConnection: true);
}
