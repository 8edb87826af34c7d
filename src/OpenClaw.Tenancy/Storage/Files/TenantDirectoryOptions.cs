namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Where the directories of tenants lie. Read once at start: later changes throw.</summary>
public sealed class TenantDirectoryOptions
{
    private readonly Dictionary<TenantId, string> _roots = [];
    private bool _frozen;

    /// <summary>The directory below which each tenant has its own, as <c>tenants/ID</c>: an absolute path of the host's own.</summary>
    /// <value>Default: null, with which only tenants named by <see cref="UseRoot"/> have a directory.</value>
    public string? BasePath { get; set => field = Free(value); }

    /// <summary>The confinement that the host relies on: it does not start where that one is not to be had.</summary>
    /// <value>Default: null, the strongest that the machine offers; <see cref="TenantDirectoryRoots.Confinement"/> says which.</value>
    public TenantDirectoryConfinement? Confinement { get; set => field = Free(value); }

    /// <summary>The most bytes that are read into memory as one whole file.</summary>
    /// <value>Default: 64 MiB.</value>
    public int MaxWholeFileBytes { get; set => field = Free(value); } = 64 * 1024 * 1024;

    /// <summary>Gives a tenant a root of its own, such as a volume that is mounted for it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="path">An absolute path; no other tenant's root may be the same, inside it or around it.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The path is empty, or the tenant has a root already.</exception>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public TenantDirectoryOptions UseRoot(TenantId tenant, string path)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Free(_roots).TryAdd(tenant, path))
        {
            throw new ArgumentException("The tenant has a root already. Name one root for each tenant.", nameof(tenant));
        }

        return this;
    }

    internal IReadOnlyDictionary<TenantId, string> Roots => _roots;

    internal void Freeze() => _frozen = true;

    // SECURITY: where a tenant's files lie must not change under a running process.
    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "Where tenants' directories lie is fixed when the host starts. Set it in AddTenantDirectories, and start the process anew to change it.");
}
