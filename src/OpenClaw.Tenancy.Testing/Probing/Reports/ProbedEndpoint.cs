namespace OpenClaw.Tenancy.Testing.Probing.Reports;

/// <summary>What was done with one endpoint.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ProbedEndpoint
{
    internal ProbedEndpoint(string name, int cases, bool isReached, TimeSpan foreign, TimeSpan absent) =>
        (Name, Cases, IsReached, ForeignMedian, AbsentMedian) = (name, cases, isReached, foreign, absent);

    /// <summary>Method and route.</summary>
    public string Name { get; }

    /// <summary>How many attempts were made on it.</summary>
    public int Cases { get; }

    /// <summary>Whether it answered an own object otherwise than an absent one. One that takes an id and is not reached shows little: look at its body and its rights.</summary>
    public bool IsReached { get; }

    /// <summary>The median time of an answer for a foreign object. It is reported and not judged.</summary>
    public TimeSpan ForeignMedian { get; }

    /// <summary>The median time of an answer for an absent object.</summary>
    public TimeSpan AbsentMedian { get; }

    /// <summary>The endpoint in one line.</summary>
    /// <returns>Name, cases, whether it was reached, times.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"{Name} ({Cases}{(IsReached ? string.Empty : ", not reached")}) foreign {ForeignMedian.TotalMilliseconds:0.00} ms, absent {AbsentMedian.TotalMilliseconds:0.00} ms");
}
