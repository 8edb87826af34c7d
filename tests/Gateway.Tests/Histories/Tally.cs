namespace Gateway.Tests.Histories;

/// <summary>How often each thing happened.</summary>
internal sealed class Tally
{
    private readonly Dictionary<Happening, int> _times = [];

    public void Add(Happening what, int times = 1) => _times[what] = _times.GetValueOrDefault(what) + times;

    public void Add(Tally other)
    {
        foreach ((Happening what, int times) in other._times)
        {
            Add(what, times);
        }
    }

    /// <summary>Requires that each of these happened so often at least.</summary>
    public void Require(IEnumerable<Happening> all, int times) =>
        Assert.All(all, what => Assert.True(_times.GetValueOrDefault(what) >= times, $"{what}: {_times.GetValueOrDefault(what)} of at least {times}"));

    public override string ToString() => string.Join(", ", _times.OrderBy(static t => t.Key).Select(static t => $"{t.Key} {t.Value}"));
}
