namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>A moment of which the age is asked later.</summary>
internal readonly record struct ClockMark(long Timestamp, DateTimeOffset Utc)
{
    internal static ClockMark Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    // SECURITY: the greater of the two. A clock that is set back does not make anything younger; and a machine that slept, whose
    // counter may have stood still, does not find its keys fresh.
    internal TimeSpan Age(TimeProvider time)
    {
        TimeSpan counted = time.GetElapsedTime(Timestamp);
        TimeSpan read = time.GetUtcNow() - Utc;
        return counted > read ? counted : read;
    }
}
