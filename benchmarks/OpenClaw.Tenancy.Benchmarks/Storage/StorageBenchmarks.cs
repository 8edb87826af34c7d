using BenchmarkDotNet.Attributes;

namespace OpenClaw.Tenancy.Benchmarks.Storage;

/// <summary>One storage key, beside a bare concatenation of the same parts.</summary>
[MemoryDiagnoser]
public class StorageBenchmarks
{
    private readonly StorageWorld _world = new();

    [Benchmark(Baseline = true)]
    public string StringConcat() => _world.Concat();

    [Benchmark]
    public string TextKey() => _world.Key();

    [Benchmark]
    public string TextKeyWithEscapes() => _world.Escaped();

    [Benchmark]
    public byte[] BinaryKey() => _world.Binary();
}
