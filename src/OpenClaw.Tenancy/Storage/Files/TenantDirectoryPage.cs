namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A part of what a directory holds, in ordinal order of the names. Immutable.</summary>
public sealed class TenantDirectoryPage
{
    internal TenantDirectoryPage(IEnumerable<TenantFileEntry> entries, string? next) => (Entries, Next) = (entries.ToList().AsReadOnly(), next);

    /// <summary>The entries. Links, devices and names that no path can have are left out.</summary>
    public IReadOnlyList<TenantFileEntry> Entries { get; }

    /// <summary>What to give as <c>after</c> for the next page, or null when this is the last.</summary>
    public string? Next { get; }
}
