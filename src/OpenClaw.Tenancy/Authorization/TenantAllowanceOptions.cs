namespace OpenClaw.Tenancy.Authorization;

/// <summary>The lists of what each tenant may use. Read once at start: later changes throw.</summary>
public sealed class TenantAllowanceOptions
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal) { TenantAllowances.UsePlugin, TenantAllowances.InvokeTool, TenantAllowances.RunInBackground };
    private readonly List<TenantAllowance> _entries = [];
    private bool _frozen;

    internal IReadOnlyCollection<string> Listed => _listed;

    internal IReadOnlyList<TenantAllowance> Entries => _entries;

    /// <summary>Puts a further action under the lists, beside plugins, tools and background runs: from now on a tenant may do it to nothing that its list does not name.</summary>
    /// <param name="action">The action's name.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void Restrict(string action)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        RequireFree();
        _listed.Add(action);
    }

    /// <summary>Lets a tenant do an action to the things named, and to no others. Default: to nothing.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="action">The action's name, such as <see cref="TenantAllowances.InvokeTool"/>.</param>
    /// <param name="ids">The ids, compared by ordinal. There is no pattern that stands for several.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void Allow(TenantId tenant, string action, params IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrWhiteSpace(action);
        ArgumentNullException.ThrowIfNull(ids);
        RequireFree();
        foreach (string id in ids)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(id, nameof(ids));
            _entries.Add(new TenantAllowance(tenant, action, id));
        }
    }

    internal void Freeze() => _frozen = true;

    private void RequireFree()
    {
        if (_frozen)
        {
            throw new InvalidOperationException("The lists of what tenants may use are fixed when the host starts. Set them in AddTenantAllowances, and start the process anew to change them.");
        }
    }
}
