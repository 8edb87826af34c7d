using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>Starts the ingress, and says how each tenant reaches its gateway.</summary>
internal static class IngressProgram
{
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args is not ["--config", var path, .. var rest] || rest is not ([] or ["--agents"]))
        {
            await errors.WriteLineAsync("Usage: dotnet run --project samples/Ingress -- --config FILE [--agents] (see samples/Ingress/cells.json)");
            return 2;
        }

        try
        {
            IngressConfig config = IngressConfig.Read(path);
            if (rest.Length != 0)
            {
                await SharedAgents.WriteAsync(config, output);
                return 0;
            }

            GatewayTokens.Check(config);
            await using WebApplication app = IngressHost.Build(config);
            await app.StartAsync();
            await GatewayTokens.PutAsync(app.Services, config);
            foreach (ServedTenant tenant in config.Tenants)
            {
                await SayAsync(app, tenant, output);
            }

            await output.WriteLineAsync("ready");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (TenancyConfigurationException exception)
        {
            return await RefuseAsync(errors, exception.Errors);
        }
        catch (OptionsValidationException exception)
        {
            return await RefuseAsync(errors, exception.Failures);
        }
        catch (IOException exception)
        {
            return await RefuseAsync(errors, [$"{exception.Message} Set 'urls' to an address that is free, and 'data' to a folder that can be written to."]);
        }
    }

    private static async Task<int> RefuseAsync(TextWriter errors, IEnumerable<string> reasons)
    {
        await errors.WriteLineAsync(string.Join(Environment.NewLine, reasons));
        return 1;
    }

    // The keys live in this process, and for an hour.
    private static async Task SayAsync(WebApplication app, ServedTenant tenant, TextWriter output)
    {
        TenantId id = TenantId.From(tenant.Id);
        IssuedApiKey key = (await app.Services.GetRequiredService<TenantApiKeys>().IssueForHostAsync(
            id, new NewApiKey { Role = TenantRole.Owner, Label = "sample", Lifetime = TimeSpan.FromHours(1) }, CancellationToken.None)).Value!;
        await output.WriteLineAsync($"{tenant.Id}: openclaw gateway call sessions.list --url {SocketAddress.Of(app.Urls.First())} --token {key.Text}");
    }
}
