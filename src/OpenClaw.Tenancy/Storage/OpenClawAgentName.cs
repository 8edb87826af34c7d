using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Storage;

/// <summary>The id by which an OpenClaw gateway knows an agent of a tenant, and the session keys of that agent.</summary>
/// <remarks>
/// OpenClaw makes other texts of what it is given: it lowers the case, makes a hyphen of what it does not know, and cuts at 64
/// characters; it drops empty parts of a session key, and takes a key that begins with <c>agent:</c> for what it says. The names
/// made here come through all of this unchanged, and what is asked about is compared exactly. A name gives no access to anything.
/// Immutable and safe for use by many threads.
/// </remarks>
public sealed class OpenClawAgentName : IEquatable<OpenClawAgentName>
{
    private const int MaxSessionKey = KeyFields.MaxLength;
    private const string AgentWord = "agent";
    private const string MainWord = "main";
    private readonly string _sessions;

    /// <summary>Makes the name of an agent of a tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent, as the tenant knows it.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public OpenClawAgentName(TenantId tenant, AgentId agent)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(agent);
        (Tenant, Agent) = (tenant, agent);

        // SECURITY: the whole digest. A part of it could be met by trying, and one agent would answer for another tenant's.
        AgentId = FieldDigest.Name("t-", "openclaw-agent", tenant.ToString(), agent.ToString());
        _sessions = $"{AgentWord}:{AgentId}:";
    }

    /// <summary>The tenant.</summary>
    public TenantId Tenant { get; }

    /// <summary>The agent, as the tenant knows it.</summary>
    public AgentId Agent { get; }

    /// <summary>The agent's id in OpenClaw: <c>t-</c> and the base32 text of a whole SHA-256 over tenant and agent, 54 characters.</summary>
    public string AgentId { get; }

    /// <summary>The key of the agent's main session.</summary>
    public string MainSessionKey => _sessions + MainWord;

    /// <summary>The key of a session that a caller names. It lies below this agent, whatever the caller writes.</summary>
    /// <param name="callerKey">The caller's name for it: any well-formed text but the empty one.</param>
    /// <returns><c>agent:ID:KEY</c>, the caller's text escaped as a segment of a storage key: lower case, no colon. No text gives the main session.</returns>
    /// <exception cref="ArgumentException">The text is null, empty, ill-formed UTF-16, or longer than 255 bytes once it is escaped.</exception>
    public string SessionKey(string callerKey)
    {
        int length = StorageField.Measure(callerKey);
        if (length == 0)
        {
            throw new ArgumentException(
                "The session's name is empty, is ill-formed UTF-16, or is longer than 255 bytes once it is escaped. Give a text that is none of these; nothing is cut.",
                nameof(callerKey));
        }

        Span<char> written = stackalloc char[length];
        StorageField.Write(written, callerKey);
        return $"{_sessions}{Marked(written)}";
    }

    /// <summary>The key of a session that a caller names.</summary>
    /// <param name="callerKey">The caller's name for it.</param>
    /// <returns>As for a text.</returns>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public string SessionKey(SessionKey callerKey)
    {
        ArgumentNullException.ThrowIfNull(callerKey);
        return SessionKey(callerKey.ToString());
    }

    /// <summary>Reads a key that <see cref="SessionKey(string)"/> made back into the caller's name.</summary>
    /// <param name="sessionKey">The session key.</param>
    /// <param name="callerKey">The caller's name, or null.</param>
    /// <returns>Whether the key is exactly one that was made for this agent.</returns>
    public bool TryReadCallerKey([NotNullWhen(true)] string? sessionKey, [NotNullWhen(true)] out string? callerKey)
    {
        callerKey = null;
        if (!OwnsSession(sessionKey))
        {
            return false;
        }

        ReadOnlySpan<char> rest = sessionKey.AsSpan(_sessions.Length);
        callerKey = rest switch
        {
            MainWord => null,
            "~6dain" => MainWord,
            "~61gent" => AgentWord,
            _ => StorageField.TryRead(rest, out string? text) ? text : null,
        };
        return callerKey is not null;
    }

    /// <summary>Whether an agent id, as OpenClaw or a caller writes it, is this agent's.</summary>
    /// <param name="agentId">The id.</param>
    /// <returns>True when it is exactly <see cref="AgentId"/>; another case or spelling is not.</returns>
    public bool IsAgent([NotNullWhen(true)] string? agentId) => string.Equals(agentId, AgentId);

    /// <summary>Whether a session key belongs to this agent, also when OpenClaw would infer the agent from the key.</summary>
    /// <param name="sessionKey">The session key.</param>
    /// <returns>
    /// True when it is <c>agent:ID:REST</c> with exactly this id, at most 1,024 characters, and a rest of one or more parts, none of which is empty,
    /// begins or ends with white space, holds a control character, or is <c>agent</c> in any case.
    /// </returns>
    public bool OwnsSession([NotNullWhen(true)] string? sessionKey) =>
        sessionKey is { Length: <= MaxSessionKey } && sessionKey.StartsWith(_sessions, StringComparison.Ordinal)
        && IsPlainRest(sessionKey.AsSpan(_sessions.Length));

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] OpenClawAgentName? other) => other is not null && other.Tenant == Tenant && other.Agent.Equals(Agent);

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as OpenClawAgentName);

    /// <inheritdoc />
    public override int GetHashCode() => AgentId.GetHashCode(StringComparison.Ordinal);

    /// <summary>The agent's id in OpenClaw.</summary>
    /// <returns><see cref="AgentId"/>.</returns>
    public override string ToString() => AgentId;

    // Two names would say something else than a name: behind 'agent' a parser begins anew, and 'main' is the main session.
    private static ReadOnlySpan<char> Marked(ReadOnlySpan<char> written) => written switch
    {
        MainWord => "~6dain",
        AgentWord => "~61gent",
        _ => written,
    };

    // SECURITY: whatever a lenient reader would read otherwise is refused: it drops empty parts, trims, and begins anew at 'agent'.
    private static bool IsPlainRest(ReadOnlySpan<char> rest)
    {
        foreach (Range range in rest.Split(':'))
        {
            ReadOnlySpan<char> part = rest[range];
            if (part.IsEmpty || IsEdge(part[0]) || IsEdge(part[^1]) || part.Equals(AgentWord, StringComparison.OrdinalIgnoreCase) || HoldsControl(part))
            {
                return false;
            }
        }

        return true;
    }

    // JavaScript trims the byte-order mark too.
    private static bool IsEdge(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';

    private static bool HoldsControl(ReadOnlySpan<char> part)
    {
        foreach (char c in part)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }
}
