using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>Puts the tenants and members of the configuration into a directory that does not have them yet.</summary>
internal sealed class FirstMembers(TenantDirectory directory, IDirectoryWriter writer, ControlPlaneOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ServedTenant tenant in options.Tenants.Where(t => !directory.TryFind(t.Id, out _)))
        {
            var registration = new TenantRegistration(TenantId.From(tenant.Id)) { RuntimeId = tenant.Runtime };
            (await writer.WriteAsync(DirectoryChange.Register(registration), cancellationToken)).RequireApplied();
            foreach (KnownMember member in options.Members.Where(m => m.Tenant == tenant.Id))
            {
                (await writer.WriteAsync(Join(registration.Id, member), cancellationToken)).RequireApplied();
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private DirectoryChange Join(TenantId tenant, KnownMember member) => DirectoryChange.AddMember(
        tenant,
        new LinkedIdentity(member.Provider ?? options.Providers[0].Issuer, member.Subject),
        UserId.New(),
        TenantRoles.FromText(member.Role),
        DirectoryActor.Host);
}
