using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Samples.Gateway.Chat;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;

/// <summary>Starts a run. What it says comes as events.</summary>
internal sealed class ChatSend(TenantLimits limits) : IGatewayMethod
{
    public string Name => "chat.send";

    public async Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken)
    {
        Parameters asked = ProtocolJson.Read<Parameters>(parameters);
        BadInput.Unless(asked.IdempotencyKey is null || Texts.IsLine(asked.IdempotencyKey, 128));
        ChatRequest request = new ChatRequest(asked.Message, asked.SessionKey, asked.Model).Checked();
        QuotaAnswer quota = await limits.ReserveAsync(services.GetRequiredService<TenantContext>(), new UsageAmounts { Messages = 1 }, cancellationToken);
        if (!quota.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(quota.Outcome));
        }

        await using var held = new HeldReservation(quota);
        ChatStart start = await services.GetRequiredService<ChatTurn>().StartAsync(request, held, cancellationToken);
        return start.Refusal is { } refusal ? MethodAnswer.Refused(refusal) : MethodAnswer.Of(new { runId = start.RunId, sessionKey = start.SessionId, status = "started" });
    }

    private sealed record Parameters(string Message, string? SessionKey = null, string? Model = null, string? IdempotencyKey = null);
}
