using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;

/// <summary>Stops a run; one that has ended stays as it is.</summary>
internal sealed class ChatAbort(GatewayActions actions) : IGatewayMethod
{
    public string Name => "chat.abort";

    public async Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken)
    {
        Parameters asked = ProtocolJson.Read<Parameters>(parameters);
        AccessResult stop = await services.GetRequiredService<TenantContext>().AuthorizeAsync<RunRow>(actions.StopRun, asked.RunId, cancellationToken);
        if (!stop.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(stop.Decision.Reason));
        }

        return await services.GetRequiredService<RunExecutor>().StopAsync(stop.Permit, asked.RunId, cancellationToken) is { } run
            ? MethodAnswer.Of(new { runId = run.Id, aborted = run.Status == RunStatus.Stopped })
            : MethodAnswer.Refused(Problem.NotFound);
    }

    private sealed record Parameters(string RunId);
}
