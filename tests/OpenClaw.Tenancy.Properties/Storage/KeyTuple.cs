using System.Text;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Properties.Storage;

/// <summary>What one key is made of.</summary>
internal sealed record KeyTuple(string Tenant, string Kind, string[] Segments)
{
    public TenantId Id => TenantId.From(Tenant);

    public bool TryEncode(out StorageKey key) => StorageKeyPartitioner.TryEncode(Id, Kind, Segments, out key);

    public bool SameAs(KeyTuple other) => Tenant == other.Tenant && Kind == other.Kind && Segments.SequenceEqual(other.Segments, StringComparer.Ordinal);

    /// <summary>The tuple with one thing changed.</summary>
    public KeyTuple Changed(int how, int at, string piece, string tenant, string kind) => how switch
    {
        0 => this with { Tenant = tenant },
        1 => this with { Kind = kind },
        2 => this with { Segments = Insert(Segments, at, piece) },
        3 when Segments.Length > 0 => this with { Segments = [.. Segments.Where((_, i) => i != at % Segments.Length)] },
        4 when Segments.Length > 1 => Joined(at % (Segments.Length - 1), string.Empty),
        5 when Segments.Length > 1 => Joined(at % (Segments.Length - 1), "/"),
        6 when Segments.Length > 1 => Shifted(at % (Segments.Length - 1)),
        7 => Each(at, static text => text.ToUpperInvariant()),
        8 => Each(at, text => text.Insert(at % (text.Length + 1), piece)),
        9 => Each(at, static text => text.All(static c => !char.IsSurrogate(c)) ? text.Normalize(NormalizationForm.FormD) : text),
        _ => this,
    };

    private static string[] Insert(string[] segments, int at, string piece)
    {
        int place = at % (segments.Length + 1);
        return [.. segments[..place], piece, .. segments[place..]];
    }

    private KeyTuple Joined(int at, string with) => this with { Segments = [.. Segments[..at], Segments[at] + with + Segments[at + 1], .. Segments[(at + 2)..]] };

    // One character wanders over the boundary.
    private KeyTuple Shifted(int at)
    {
        string text = Segments[at];
        return text.Length == 0 ? this
            : this with { Segments = [.. Segments[..at], text[..^1], text[^1] + Segments[at + 1], .. Segments[(at + 2)..]] };
    }

    private KeyTuple Each(int at, Func<string, string> change) => Segments.Length == 0 ? this
        : this with { Segments = [.. Segments.Select((text, i) => i == at % Segments.Length ? change(text) : text)] };
}
