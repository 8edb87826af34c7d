using System.Collections.Immutable;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Storage;

/// <summary>What a storage key was made of.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class StorageKeyParts
{
    private StorageKeyParts(TenantId tenant, StorageKey key, string kind, AgentId? workspaceOf, ImmutableArray<string> segments) =>
        (Tenant, Key, Kind, WorkspaceOf, Segments) = (tenant, key, kind, workspaceOf, segments);

    /// <summary>Whose it is.</summary>
    public TenantId Tenant { get; }

    /// <summary>The key itself.</summary>
    public StorageKey Key { get; }

    /// <summary>What kind of thing it names.</summary>
    public string Kind { get; }

    /// <summary>The agent whose workspace it lies in; null for the tenant's own workspace and for every other kind.</summary>
    public AgentId? WorkspaceOf { get; }

    /// <summary>Which one.</summary>
    public ImmutableArray<string> Segments { get; }

    /// <summary>The parts, or null where the first field is nothing that could have been made.</summary>
    internal static StorageKeyParts? Of(TenantId tenant, List<string> fields, StorageKey key)
    {
        ImmutableArray<string> segments = [.. fields[1..]];
        if (StorageKind.IsWellFormed(fields[0]))
        {
            return new StorageKeyParts(tenant, key, fields[0], workspaceOf: null, segments);
        }

        return fields[0].StartsWith(StorageLayout.WorkspaceOf, StringComparison.Ordinal)
            && AgentId.TryFrom(fields[0][StorageLayout.WorkspaceOf.Length..], out AgentId? agent)
            ? new StorageKeyParts(tenant, key, StorageKind.Workspace, agent, segments)
            : null;
    }
}
