using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Benchmarks.Files;

/// <summary>A tenant's directory in a temporary folder, with one file three directories deep.</summary>
internal sealed class FilesWorld : IDisposable
{
    public const string Path = "agents/main/sessions/state.json";
    private readonly string _top = System.IO.Directory.CreateTempSubdirectory("tenant-files-").FullName;
    private readonly ServiceProvider _services;
    private readonly IServiceScope _scope;

    public FilesWorld(TenantDirectoryConfinement confinement)
    {
        var services = new ServiceCollection();
        TenancyBuilder tenancy = services.AddTenancy(static o => o.Mode = TenancyMode.Shared).AddTenants("acme");
        tenancy.AddIssuer("idp", static o => o.ForTenants("acme").MaxLifetime = TimeSpan.FromDays(1), static (_, door) => new OpenIssuer(door));
        tenancy.AddTenantDirectories(o => (o.BasePath, o.Confinement) = (_top, confinement));
        _services = services.BuildServiceProvider();
        _scope = _services.CreateScope();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        VerifiedTenantClaim claim = _services.GetRequiredService<OpenIssuer>().Door.Accept(new TenantClaim
        {
            Issuer = "idp",
            Tenant = "acme",
            Subject = "someone",
            CredentialId = "c1",
            Scopes = ["operator.write@acme"],
            IssuedAt = now,
            ExpiresAt = now.AddHours(12),
        }).Claim ?? throw new InvalidOperationException("The benchmark's own claim was refused.");
        _scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, null, null);
        Root = _services.GetRequiredService<TenantDirectoryRoots>().Open(_scope.ServiceProvider.GetRequiredService<TenantContext>());
        Root.CreateDirectory("agents/main/sessions");
        Root.Create(Path).Dispose();
    }

    public TenantDirectoryRoot Root { get; }

    /// <summary>The same file as a path of the machine.</summary>
    public string PlainPath => _top + "/tenants/acme/" + Path;

    public void Dispose()
    {
        Root.Dispose();
        _scope.Dispose();
        _services.Dispose();
        System.IO.Directory.Delete(_top, recursive: true);
    }
}
