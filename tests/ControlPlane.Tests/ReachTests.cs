using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ControlPlane.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace ControlPlane.Tests;

/// <summary>The control plane routes. Nothing in it could open what a tenant keeps.</summary>
public sealed class ReachTests
{
    // What opens tenants' files, databases and secrets, by where it stands.
    private static readonly string[] Openers =
        ["OpenClaw.Tenancy.Storage.Files", "OpenClaw.Tenancy.EntityFrameworkCore", "OpenClaw.Tenancy.PostgreSql", SecretsAssembly, "OpenClaw.Tenancy.Samples.Gateway", "Microsoft.EntityFrameworkCore", "Npgsql"];

    private const string SecretsAssembly = "OpenClaw.Tenancy.Secrets";

    [Fact]
    public async Task No_service_of_it_opens_tenants_data_or_secrets()
    {
        ServiceDescriptor[] all = [];
        await using ControlWorld world = await ControlWorld.StartAsync(services: s => all = [.. s], withPlanes: false);

        Assert.NotEmpty(all);
        Assert.Empty(OpenersIn(all));
        Assert.All(
            (Type[])[typeof(ITenantSecretReader), typeof(ITenantSecretWriter), typeof(ITenantEgress), typeof(ITenantKeyWrapper), typeof(ITenantVault)],
            type => Assert.Null(world.Services.GetService(type)));
    }

    [Fact]
    public void The_look_at_the_services_finds_what_opens()
    {
        var services = new ServiceCollection();
        services.AddTenancy().AddTenantDirectories(static o => o.BasePath = "/nowhere");

        Assert.NotEmpty(OpenersIn([.. services]));
    }

    [Fact]
    public void It_is_built_without_what_opens_tenants_data()
    {
        string[] references = [.. typeof(ControlPlaneHost).Assembly.GetReferencedAssemblies().Select(static a => a.Name!)];

        Assert.Contains("OpenClaw.Tenancy", references);
        Assert.DoesNotContain(references, static name => name != SecretsAssembly && Openers.Any(opener => name.StartsWith(opener, StringComparison.Ordinal)));
    }

    /// <summary>The package that has the dispatch handler has the readers of secrets too. Of them the compiled program names none.</summary>
    [Fact]
    public void Of_the_package_of_secrets_it_names_the_dispatch_handler_alone()
    {
        using FileStream file = File.OpenRead(typeof(ControlPlaneHost).Assembly.Location);
        using var assembly = new PEReader(file);
        MetadataReader metadata = assembly.GetMetadataReader();
        string[] named = [.. metadata.TypeReferences.Select(metadata.GetTypeReference).Where(t =>
                t.ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == SecretsAssembly)
            .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}").Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["OpenClaw.Tenancy.Secrets.Dispatch.DispatchRequestExtensions", "OpenClaw.Tenancy.Secrets.Dispatch.TenantDispatchHandler", "OpenClaw.Tenancy.Secrets.Dispatch.TenantDispatchOptions"],
            named);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development ")]
    public void Outside_development_it_does_not_start(string environment)
    {
        using var folder = new Gateway.Tests.Support.TemporaryFolder();

        TenancyConfigurationException refusal = Assert.Throws<TenancyConfigurationException>(() => ControlPlaneHost.Build(new ControlPlaneOptions { Environment = environment, Data = folder.Path, Quiet = true }));

        Assert.Contains("Development alone", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path));
    }

    private static IEnumerable<ServiceDescriptor> OpenersIn(ServiceDescriptor[] services) => services.Where(static d => Names(d).Any(
        static name => Openers.Any(opener => name.StartsWith(opener, StringComparison.Ordinal)) || name.Contains("Secret", StringComparison.Ordinal)));

    private static IEnumerable<string> Names(ServiceDescriptor descriptor) => ((Type?[])[descriptor.ServiceType, descriptor.IsKeyedService ? descriptor.KeyedImplementationType : descriptor.ImplementationType])
        .OfType<Type>().SelectMany(static t => (IEnumerable<Type>)[t, .. t.GenericTypeArguments]).Select(static t => t.FullName ?? t.Name);
}
