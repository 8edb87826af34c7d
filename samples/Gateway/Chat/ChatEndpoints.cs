using Microsoft.Net.Http.Headers;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

internal static class ChatEndpoints
{
    private const string Closing = "[DONE]";

    internal static void MapChat(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/chat", SendAsync).RequireTenantScope(ActionNames.Write, ActionNames.Chat).ReservesUsage();

    private static async Task<IResult> SendAsync(HttpRequest request, ChatTurn turn, CancellationToken cancellationToken)
    {
        ChatRequest body = (await JsonBody.ReadAsync<ChatRequest>(request, cancellationToken)).Checked();
        ChatStart start = await turn.StartAsync(body, request.HttpContext.Features.Get<IUsageReservationFeature>(), cancellationToken);
        if (start.Refusal is { } problem)
        {
            return problem.ToResult();
        }

        return body.Stream || AsksForStream(request)
            ? new EventStreamAnswer(start.Events, numbered: false, Closing)
            : await turn.FinishAsync(start, cancellationToken);
    }

    private static bool AsksForStream(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) && accepted.Quality != 0);
}
