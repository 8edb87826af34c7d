namespace OpenClaw.Tenancy.Directory;

/// <summary>A change of a name that an outside system has for a tenant.</summary>
internal abstract class NameChange : TenantChange
{
    public required ExternalTenant Name { get; init; }

    internal sealed override void Check() => Check(Name);

    internal static void Check(ExternalTenant? name)
    {
        ChangeText.Require(name?.Issuer, nameof(name));
        ChangeText.Require(name?.Value, nameof(name));
    }
}
