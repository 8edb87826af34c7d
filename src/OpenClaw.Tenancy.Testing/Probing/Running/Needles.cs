namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>The owner's texts, which are looked for in whatever a stranger is answered.</summary>
internal sealed class Needles
{
    private readonly HashSet<string> _texts = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(params IEnumerable<string> texts) => _texts.UnionWith(texts.Where(static t => t.Length >= 3));

    /// <summary>One that stands in a text, though the stranger did not send it.</summary>
    internal string? Find(string text, params IEnumerable<string> sent) => _texts.FirstOrDefault(needle =>
        text.Contains(needle, StringComparison.OrdinalIgnoreCase) && !sent.Any(s => s.Contains(needle, StringComparison.OrdinalIgnoreCase)));
}
