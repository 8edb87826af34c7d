using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A host with tenant directories in a temporary folder, and a canary outside of them that must stay as it is.</summary>
internal sealed class FilesWorld : IDisposable
{
    internal const string Secret = "the canary sings\n";
    private readonly List<IServiceScope> _scopes = [];
    private readonly Lazy<TenantDirectoryRoot> _acme;

    internal FilesWorld(TenantDirectoryConfinement? confinement = null, Action<FilesWorld, TenantDirectoryOptions>? options = null, Action<TenancyBuilder>? build = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Tenant directories are for Linux alone.");
        Top = System.IO.Directory.CreateTempSubdirectory("tenant-files-").FullName;
        System.IO.Directory.CreateDirectory(Outside);
        File.WriteAllText(Canary, Secret);
        World = new TestWorld(build: builder =>
        {
            build?.Invoke(builder);
            builder.AddTenantDirectories(o =>
            {
                (o.BasePath, o.Confinement) = (Base, confinement);
                options?.Invoke(this, o);
            });
        });
        _acme = new Lazy<TenantDirectoryRoot>(() => Roots.Open(Context(TestWorld.Acme)));
    }

    /// <summary>The ways of confinement that this machine offers.</summary>
    public static TheoryData<TenantDirectoryConfinement> Ways { get; } = MakeWays();

    internal string Top { get; }

    internal string Base => Path.Combine(Top, "base");

    internal string Outside => Path.Combine(Top, "outside");

    internal string Canary => Path.Combine(Outside, "secret.txt");

    internal TestWorld World { get; }

    internal TenantDirectoryRoots Roots => World.Services.GetRequiredService<TenantDirectoryRoots>();

    internal TenantDirectoryRoot Acme => _acme.Value;

    internal TenantContext Context(TenantId tenant)
    {
        IServiceScope scope = World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(World.Claim(tenant, "operator.read", "operator.write"), null, null);
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    /// <summary>The real path of something in acme's directory.</summary>
    internal string Real(string path) => Path.Combine(Base, "tenants", "acme", path);

    /// <summary>Puts a file into acme's directory, past the library.</summary>
    internal string Put(string path, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Real(path))!);
        File.WriteAllText(Real(path), text);
        return path;
    }

    /// <summary>Puts a link into acme's directory, past the library.</summary>
    internal string PutLink(string path, string target)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Real(path))!);
        File.CreateSymbolicLink(Real(path), target);
        return path;
    }

    internal void RequireCanary()
    {
        Assert.Equal(Secret, File.ReadAllText(Canary));
        Assert.Equal([Canary], System.IO.Directory.GetFileSystemEntries(Outside));
        Assert.Equal(["base", "outside"], System.IO.Directory.GetFileSystemEntries(Top).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        if (_acme.IsValueCreated)
        {
            Acme.Dispose();
        }

        _scopes.ForEach(static s => s.Dispose());
        World.Dispose();
        System.IO.Directory.Delete(Top, recursive: true);
    }

    private static TheoryData<TenantDirectoryConfinement> MakeWays()
    {
        using var world = new FilesWorld();
        return world.Roots.Confinement == TenantDirectoryConfinement.Kernel
            ? [TenantDirectoryConfinement.Kernel, TenantDirectoryConfinement.CheckedHandles]
            : [TenantDirectoryConfinement.CheckedHandles];
    }
}
