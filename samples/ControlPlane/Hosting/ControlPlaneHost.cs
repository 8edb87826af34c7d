using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;
using OpenClaw.Tenancy.Samples.ControlPlane.Exchange;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

/// <summary>Puts the control plane together. It does not listen yet.</summary>
public static class ControlPlaneHost
{
    private const int MaxBody = 1024 * 1024;
    private const string Section = "ControlPlane";

    /// <summary>As the configuration and the command line say.</summary>
    /// <exception cref="TenancyConfigurationException">The environment or the configuration forbids it; the message says how to mend that.</exception>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = Builder(args, environment: null);
        return Build(builder, Read(builder.Configuration), testServices: null);
    }

    /// <summary>As the options say.</summary>
    /// <exception cref="TenancyConfigurationException">The environment or the configuration forbids it; the message says how to mend that.</exception>
    public static WebApplication Build(ControlPlaneOptions options, Action<IServiceCollection>? testServices = null) =>
        Build(Builder([], options.Environment), options, testServices);

    /// <summary>An identity token of the sample's own provider.</summary>
    internal static string Login(string[] args, string subject)
    {
        WebApplicationBuilder builder = Builder(args, environment: null);
        DevelopmentProvider.Require(builder.Environment);
        return DevelopmentProvider.Open(Folder(Read(builder.Configuration))).Login(subject, TimeProvider.System.GetUtcNow());
    }

    private static WebApplication Build(WebApplicationBuilder builder, ControlPlaneOptions options, Action<IServiceCollection>? testServices)
    {
        DevelopmentProvider.Require(builder.Environment);
        DataFolder folder = Folder(options);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(static (KestrelServerOptions server) => (server.AddServerHeader, server.Limits.MaxRequestBodySize) = (false, MaxBody));
        if (options.Quiet)
        {
            builder.Logging.ClearProviders();
        }

        DevelopmentProvider? own = options.Providers.Count == 0 ? DevelopmentProvider.Open(folder) : null;
        string keys = $"{options.Prefix}/dev/keys";
        options = own is null ? options : options with { Providers = [DevelopmentProvider.At($"{options.Urls.Split(';')[0]}{keys}")] };
        builder.Services.AddControlPlane(options, folder);
        builder.Services.AddDispatch(options);
        testServices?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseMiddleware<RefusalBoundary>();
        app.UseTenancy();
        app.MapGet("/healthz", static () => Results.Text("ok")).AllowTenantless("a liveness probe has no credential");
        app.MapTenancyKeys(ControlPlaneOptions.RuntimeIssuer);
        app.MapExchange(options.Prefix);
        app.MapDispatch(options.Prefix);
        if (own is not null)
        {
            app.MapGet(keys, () => Results.Text(own.Keys(), "application/json")).AllowTenantless("public keys of the sample's own identity provider");
        }

        return app;
    }

    private static WebApplicationBuilder Builder(string[] args, string? environment)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(ControlPlaneHost).Assembly.GetName().Name,
        });

        // A file of its own name: another sample's settings may lie beside it. What is said at the start says more than it.
        builder.Configuration.AddJsonFile("control-plane.json", optional: false).AddEnvironmentVariables().AddCommandLine(args);
        return builder;
    }

    private static ControlPlaneOptions Read(ConfigurationManager configuration) => configuration.GetSection(Section).Get<ControlPlaneOptions>() ?? new ControlPlaneOptions();

    private static DataFolder Folder(ControlPlaneOptions options)
    {
        var folder = new DataFolder(options.Data);
        folder.Make();
        return folder;
    }
}
