namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A tenant's texts, which are looked for in whatever the other one is answered.</summary>
internal sealed class Needles
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _texts = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(params IEnumerable<string> texts)
    {
        lock (_lock)
        {
            _texts.UnionWith(texts.Where(static t => t.Length >= 3));
        }
    }

    /// <summary>What somebody sends himself, he knows: his own trail may say it back to him for ever.</summary>
    internal void Forget(params IEnumerable<string> sent)
    {
        lock (_lock)
        {
            _texts.RemoveWhere(needle => sent.Any(s => s.Contains(needle, StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>One that stands in a text.</summary>
    internal string? Find(string text)
    {
        lock (_lock)
        {
            return _texts.FirstOrDefault(needle => text.Contains(needle, StringComparison.OrdinalIgnoreCase));
        }
    }
}
