namespace OpenClaw.Tenancy.Testing;

/// <summary>An object that is about to be stored. It says nothing of a tenant: the call does.</summary>
/// <remarks>Immutable. Only the kit makes one.</remarks>
public sealed class StoreDraft
{
    internal StoreDraft(string? id, string? key, string body) => (Id, Key, Body) = (id, key, body);

    /// <summary>The id, or null when the store makes it (<see cref="StoreKind.TakesIds"/> is false).</summary>
    public string? Id { get; }

    /// <summary>The unique key, or null when the kind has none (<see cref="StoreKind.HasUniqueKey"/> is false).</summary>
    public string? Key { get; }

    /// <summary>The content: up to 100 ASCII characters that stand nowhere else.</summary>
    public string Body { get; }
}
