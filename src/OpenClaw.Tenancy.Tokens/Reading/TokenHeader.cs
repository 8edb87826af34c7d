namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>What a token's header says: nothing but the algorithm, the key and the type. What is left out is empty, and matches nothing.</summary>
internal readonly struct TokenHeader
{
    private static readonly byte[][] Members = [[.. "alg"u8], [.. "kid"u8], [.. "typ"u8]];

    private TokenHeader(string? algorithm, string? keyId, string? type, string? fault) =>
        (Algorithm, KeyId, Type, Fault) = (algorithm ?? string.Empty, keyId ?? string.Empty, type ?? string.Empty, fault);

    internal string Algorithm { get; }

    internal string KeyId { get; }

    internal string Type { get; }

    internal string? Fault { get; }

    /// <summary>Reads a header. <c>crit</c>, <c>jku</c>, <c>jwk</c> and whatever else could tell a verifier what to trust is a fault.</summary>
    internal static TokenHeader Read(ReadOnlySpan<byte> json)
    {
        string? algorithm = null, keyId = null, type = null;
        var header = new FlatObject(json, Members);
        while (header.Next(out int member))
        {
            switch (member)
            {
                case 0:
                    algorithm = header.ReadString();
                    break;
                case 1:
                    keyId = header.ReadString();
                    break;
                case 2:
                    type = header.ReadString();
                    break;
                default:
                    header.Skip(TokenFault.HeaderMember);
                    break;
            }
        }

        return new TokenHeader(algorithm, keyId, type, header.Fault);
    }
}
