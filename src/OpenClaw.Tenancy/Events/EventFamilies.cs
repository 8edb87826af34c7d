using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Events;

/// <summary>Which events there are, and the scope that each takes: data, so that another version of the gateway is another table.</summary>
/// <remarks>An exact name counts before a prefix, and a longer prefix before a shorter one. What is neither is unknown, and is dropped. Immutable and safe for use by many threads.</remarks>
public sealed class EventFamilies
{
    /// <summary>The most different scopes that a table can name.</summary>
    public const int MaxScopes = 64;

    /// <summary>The most characters of the name of an event that a prefix finds.</summary>
    internal const int MaxName = 256;

    internal const int Unguarded = -1;
    internal const int Unknown = -2;

    private readonly FrozenDictionary<string, int> _exact;
    private readonly (string Prefix, int Guard)[] _prefixes;

    internal EventFamilies(Dictionary<string, int> exact, IEnumerable<(string Prefix, int Guard)> prefixes, string[] scopes)
    {
        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _prefixes = [.. prefixes.OrderByDescending(static p => p.Prefix.Length)];
        Scopes = Array.AsReadOnly(scopes);
    }

    /// <summary>The events of the OpenClaw gateway, with their guards.</summary>
    /// <remarks>Source: the gateway's own table of broadcasts, version 2026.9.6.</remarks>
    public static EventFamilies OpenClaw { get; } = new EventFamiliesBuilder()
        .Add("operator.read", "agent", "chat", "session.message", "session.tool", "session.operation", "session.sharing", "session.typing", "session.observer", "session.suggestion", "sessions.changed", "task", "cron", "config.changed", "node.presence")
        .Add("operator.approvals", "exec.approval.requested", "exec.approval.resolved", "plugin.approval.requested", "plugin.approval.resolved", "openclaw.approval.requested", "openclaw.approval.resolved", "session.approval")
        .AddPrefix("operator.questions", "question.")
        .AddPrefix("operator.pairing", "device.pair.").AddPrefix("operator.pairing", "node.pair.")
        .Add("operator.admin", "terminal.data", "terminal.exit")
        .Add("operator.talk", "talk.mode")
        .AddPrefix("operator.write", "plugin.")
        .AddUnguarded("health", "heartbeat", "presence", "tick", "shutdown", "update.available")
        .Build();

    /// <summary>The scopes that the events take.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>Whether there is such an event.</summary>
    /// <param name="name">The event's name.</param>
    /// <returns>True when a family has it.</returns>
    public bool Knows(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return GuardOf(name) != Unknown;
    }

    /// <summary>The scope that an event takes.</summary>
    /// <param name="name">The event's name.</param>
    /// <returns>The scope; null where it takes none, and where it is unknown and nobody receives it.</returns>
    public string? ScopeOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return GuardOf(name) is >= 0 and int guard ? Scopes[guard] : null;
    }

    /// <summary>The place of an event's scope in <see cref="Scopes"/>, or what it is instead.</summary>
    internal int GuardOf(string name)
    {
        if (_exact.TryGetValue(name, out int guard))
        {
            return guard;
        }

        foreach ((string prefix, int family) in _prefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                // SECURITY: what follows a prefix was named by whoever published it, and stands in a line of an event stream.
                return PlainLine.Is(name, MaxName) ? family : Unknown;
            }
        }

        return Unknown;
    }
}
