namespace OpenClaw.Tenancy.Benchmarks.Gate;

/// <summary>One thing that is measured: a loop that does it a number of times.</summary>
/// <param name="name">Its name.</param>
/// <param name="iterations">How many times a sample does it.</param>
/// <param name="loop">Does it so many times.</param>
/// <param name="settle">Called before each sample, outside of what is timed. Default: nothing.</param>
internal sealed class Measured(string name, int iterations, Action<int> loop, Action? settle = null)
{
    private readonly List<double> _nanoseconds = [];

    public string Name { get; } = name;

    /// <summary>The median time of one iteration.</summary>
    public double Nanoseconds { get; private set; }

    /// <summary>The bytes that one iteration allocates.</summary>
    public double Bytes { get; private set; }

    /// <summary>Runs all in turn, so that whatever disturbs the machine disturbs them alike, and keeps the medians.</summary>
    public static void Interleave(params Measured[] all) => Interleave(31, all);

    /// <summary>The same with another number of rounds, for samples that are short.</summary>
    public static void Interleave(int rounds, params Measured[] all)
    {
        // Until the runtime has compiled each loop with what it learned of it.
        for (int round = 0; round < 12; round++)
        {
            foreach (Measured one in all)
            {
                one.Warm();
            }

            Thread.Sleep(120);
        }

        for (int round = 0; round < rounds; round++)
        {
            foreach (Measured one in all)
            {
                one.Sample();
            }
        }

        foreach (Measured one in all)
        {
            one.Conclude();
        }
    }

    /// <summary>Does it without measuring.</summary>
    public void Run(int times)
    {
        settle?.Invoke();
        loop(times);
    }

    private void Warm() => Run(Math.Max(iterations / 4, 1));

    private void Sample()
    {
        settle?.Invoke();
        long start = TimeProvider.System.GetTimestamp();
        loop(iterations);
        _nanoseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / iterations);
    }

    private void Conclude()
    {
        _nanoseconds.Sort();
        Nanoseconds = _nanoseconds[_nanoseconds.Count / 2];
        loop(1);
        settle?.Invoke();
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop(iterations);
        Bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / iterations;
    }
}
