namespace OpenClaw.Tenancy.Properties.Laws;

/// <summary>How often each class of cases occurred: a law that was never put to the test proves nothing.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, (int Hits, int Of)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a case, and gives back whether it is of the class.</summary>
    public bool Count(string name, bool isOfClass)
    {
        (int hits, int of) = _counts.GetValueOrDefault(name);
        _counts[name] = (hits + (isOfClass ? 1 : 0), of + 1);
        return isOfClass;
    }

    /// <summary>Fails unless at least this part of the cases was of the class.</summary>
    public Tally AtLeast(string name, double part)
    {
        (int hits, int of) = _counts.GetValueOrDefault(name);
        Assert.True(of > 0 && hits >= part * of, $"Only {hits} of {of} cases were '{name}'.");
        return this;
    }
}
