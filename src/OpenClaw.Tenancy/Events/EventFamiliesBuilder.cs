namespace OpenClaw.Tenancy.Events;

/// <summary>Builds an <see cref="EventFamilies"/>. Used at start, by one thread.</summary>
public sealed class EventFamiliesBuilder
{
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
    private readonly List<string> _scopes = [];

    /// <summary>Adds events that take a scope on the axis of the event's tenant.</summary>
    /// <param name="scope">The scope's name.</param>
    /// <param name="names">The exact names of the events.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The scope is empty, a name is, or a name is there already.</exception>
    public EventFamiliesBuilder Add(string scope, params IEnumerable<string> names) => Put(_exact, GuardOf(scope), names);

    /// <summary>Adds every event whose name goes on behind a prefix, and that takes a scope.</summary>
    /// <param name="scope">The scope's name.</param>
    /// <param name="prefix">The beginning, such as <c>plugin.</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The scope or the prefix is empty, or the prefix is there already.</exception>
    public EventFamiliesBuilder AddPrefix(string scope, string prefix) => Put(_prefixes, GuardOf(scope), [prefix]);

    /// <summary>Adds events that every subscriber of their tenant receives, whatever scopes he holds. They have a tenant nevertheless.</summary>
    /// <param name="names">The exact names of the events.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A name is empty, or is there already.</exception>
    public EventFamiliesBuilder AddUnguarded(params IEnumerable<string> names) => Put(_exact, EventFamilies.Unguarded, names);

    /// <summary>Makes the table.</summary>
    /// <returns>The table; later changes of this builder change nothing in it.</returns>
    public EventFamilies Build() => new(_exact, _prefixes.Select(static p => (p.Key, p.Value)), [.. _scopes]);

    private EventFamiliesBuilder Put(Dictionary<string, int> table, int guard, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            if (!table.TryAdd(name, guard))
            {
                throw new ArgumentException($"The event '{name}' is in the table already. An event takes one scope.", nameof(names));
            }
        }

        return this;
    }

    private int GuardOf(string scope)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(scope);
        int known = _scopes.IndexOf(scope);
        if (known >= 0)
        {
            return known;
        }

        if (_scopes.Count == EventFamilies.MaxScopes)
        {
            throw new ArgumentException($"Events can take {EventFamilies.MaxScopes} different scopes. Use one of those that are there.", nameof(scope));
        }

        _scopes.Add(scope);
        return _scopes.Count - 1;
    }
}
