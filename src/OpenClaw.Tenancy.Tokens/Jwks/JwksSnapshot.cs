namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What is known of an issuer's keys at a moment: the last good set, as of when, and how the last reading ended. Immutable.</summary>
internal sealed class JwksSnapshot
{
    private JwksSnapshot(JwksSet? set, ClockMark asOf, string? fault) => (Set, AsOf, Fault) = (set, asOf, fault);

    internal static JwksSnapshot Nothing { get; } = new(null, default, JwksFault.NotRead);

    internal JwksSet? Set { get; }

    /// <summary>When the reading began that gave the set.</summary>
    internal ClockMark AsOf { get; }

    /// <summary>The rule that refused the last reading, or null when it was good.</summary>
    internal string? Fault { get; }

    internal JwksSnapshot After(JwksReading reading, ClockMark began) =>
        reading.IsGood ? new JwksSnapshot(reading.Set, began, null) : new JwksSnapshot(Set, AsOf, reading.Fault);
}
