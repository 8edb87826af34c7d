namespace OpenClaw.Tenancy.Auditing;

/// <summary>Makes the next entry of a trail. The one place where records are tied together.</summary>
public static class AuditChain
{
    /// <summary>Makes the entry that follows a head.</summary>
    /// <param name="head">Where the envelope's trail ends.</param>
    /// <param name="index">The entry's place in the whole ledger.</param>
    /// <param name="envelope">What happened.</param>
    /// <returns>The entry, which a store then makes durable.</returns>
    /// <exception cref="InvalidDataException">A text of the envelope is longer than a record may be, or is ill-formed.</exception>
    public static AuditEntry Next(in TrailHead head, long index, AuditEnvelope envelope) => AuditDraft.Of(envelope).At(in head, index);

    /// <summary>Whether an entry follows a head: the next of its trail, with the hash of the one before it, and with the hash of what it says.</summary>
    /// <param name="head">Where the trail ends before it.</param>
    /// <param name="trail">The trail.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Fault(in TrailHead head, string trail, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!string.Equals(entry.Trail, trail, StringComparison.Ordinal))
        {
            return "it stands in another trail";
        }

        if (entry.Sequence != head.Length + 1)
        {
            return "it is not the next of its trail: a record is missing, doubled, or in another place";
        }

        if (entry.IsDropped)
        {
            return null;
        }

        if (Digest256.Of(entry.Body.Span) != entry.Hash)
        {
            return "it does not have the hash that stands beside it";
        }

        BodyPlace place;
        try
        {
            place = AuditBody.Place(entry.Body);
        }
        catch (InvalidDataException)
        {
            return "it is no record of this version";
        }

        return !string.Equals(place.Trail, trail, StringComparison.Ordinal) || place.Sequence != entry.Sequence ? "it says that it stands elsewhere"
            : place.Previous != head.Hash ? "it does not follow the record before it"
            : null;
    }
}
