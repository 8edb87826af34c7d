using System.Collections;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>The tag as the state of a log scope.</summary>
/// <remarks>Immutable: what collects log lines may read it after the scope has ended.</remarks>
internal sealed class TenantLineTag(string text) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?> _tag = new(TenantTags.Name, text);

    internal string Text { get; } = text;

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0 ? _tag : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return _tag;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{TenantTags.Name}:{Text}";
}
