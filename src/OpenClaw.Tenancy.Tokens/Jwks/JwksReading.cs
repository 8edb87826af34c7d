using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What a reading gave: a set, or the rule that refuses the answer as a whole. The default is a refusal.</summary>
internal readonly struct JwksReading
{
    private readonly string? _fault;

    private JwksReading(JwksSet? set, string? fault) => (Set, _fault) = (set, fault);

    internal JwksSet? Set { get; }

    internal string Fault => _fault ?? JwksFault.NotRead;

    [MemberNotNullWhen(true, nameof(Set))]
    internal bool IsGood => Set is not null;

    internal static JwksReading Good(JwksSet set) => new(set, null);

    internal static JwksReading Refused(string fault) => new(null, fault);
}
