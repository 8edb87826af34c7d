using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>What the pre-parse made of a credential: another's, broken, or a token that is well formed. The default is another's.</summary>
internal readonly struct TokenReading
{
    private TokenReading(TokenHeader header, TokenPayload? payload, string? fault) => (Header, Payload, Fault) = (header, payload, fault);

    internal static TokenReading Foreign => default;

    internal TokenHeader Header { get; }

    internal TokenPayload? Payload { get; }

    internal string? Fault { get; }

    [MemberNotNullWhen(true, nameof(Payload))]
    internal bool IsWellFormed => Payload is not null;

    internal static TokenReading Broken(string fault) => new(default, null, fault);

    internal static TokenReading WellFormed(TokenHeader header, TokenPayload payload) => new(header, payload, null);
}
