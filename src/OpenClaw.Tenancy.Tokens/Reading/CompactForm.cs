namespace OpenClaw.Tenancy.Tokens.Reading;

/// <summary>The three parts of a token as it was sent.</summary>
internal readonly ref struct CompactForm
{
    // How every header begins that was written without a leading space: {"
    private const string Opening = "eyJ";

    private CompactForm(ReadOnlySpan<char> header, ReadOnlySpan<char> payload, ReadOnlySpan<char> signature)
    {
        Header = header;
        Payload = payload;
        Signature = signature;
    }

    internal ReadOnlySpan<char> Header { get; }

    internal ReadOnlySpan<char> Payload { get; }

    internal ReadOnlySpan<char> Signature { get; }

    /// <summary>Splits at exactly two dots. What does not look like a signed token is some other kind of credential.</summary>
    internal static bool TrySplit(ReadOnlySpan<char> text, out CompactForm form)
    {
        int first = text.IndexOf('.');
        int last = text.LastIndexOf('.');
        bool splits = first >= 0 && last > first && !text[(first + 1)..last].Contains('.') && text.StartsWith(Opening, StringComparison.Ordinal);
        form = splits ? new CompactForm(text[..first], text[(first + 1)..last], text[(last + 1)..]) : default;
        return splits;
    }
}
