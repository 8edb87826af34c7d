namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of a name that an outside system has for a tenant.</summary>
internal abstract class NameChange : TenantChange
{
    public required ExternalTenant Name { get; init; }

    internal sealed override void Check() => Check(Name);

    /// <summary>The other tenant of which the text is the id, or null.</summary>
    /// <remarks>SECURITY: what was issued while the text meant one of the two is worth nothing at the other, so both begin anew.</remarks>
    private protected TenantEntry? HomonymIn(DirectoryWorld world) =>
        world.Entries.TryGetValue(Name.Value, out TenantEntry? homonym) && !string.Equals(Name.Value, Tenant) ? homonym : null;

    internal static void Check(ExternalTenant? name)
    {
        ChangeText.Require(name?.Issuer, nameof(name));
        ChangeText.Require(name?.Value, nameof(name));
    }
}
