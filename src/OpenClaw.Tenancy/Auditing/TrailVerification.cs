using System.Globalization;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>Verifies a trail, entry by entry from its beginning. The one place that says what a whole trail is.</summary>
/// <remarks>Used by one thread at a time.</remarks>
/// <param name="origin">The ledger's name.</param>
/// <param name="trail">The text of the tenant's id.</param>
/// <exception cref="ArgumentException">One of the two is null or empty.</exception>
public sealed class TrailVerification(string origin, string trail)
{
    private long _droppedRightly;

    /// <summary>Where the trail ends, as far as it was verified.</summary>
    public TrailHead Head { get; private set; } = TrailHead.Empty(origin, trail);

    /// <summary>How many records were dropped after their time.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes the next entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>What is wrong with it, in words that repeat nothing of it; or null, and then it counts.</returns>
    public string? Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string? fault = AuditChain.Fault(Head, trail, entry);
        if (fault is null && entry.IsDropped && Dropped != Head.Length)
        {
            fault = "it was taken out from among records that are there";
        }

        if (fault is null)
        {
            Take(entry);
        }

        return fault;
    }

    /// <summary>Says whether the trail is whole, once all its entries were taken.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    // SECURITY: without this, whoever can write the store takes out what a record said and leaves its hash.
    public string? EndFault() => Dropped > _droppedRightly ? "records were taken out, and no record of the trail says that their time was over" : null;

    private void Take(AuditEntry entry)
    {
        Head = entry.Head;
        if (entry.IsDropped)
        {
            Dropped++;
        }
        else if (AuditBody.Place(entry.Body) is { Action: TrailRetention.Action, ResourceId: { } last }
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long through))
        {
            _droppedRightly = Math.Max(_droppedRightly, through);
        }
    }
}
