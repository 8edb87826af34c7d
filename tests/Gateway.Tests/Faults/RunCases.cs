using Gateway.Tests.Approvals;
using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

internal static class RunCases
{
    private const string Chat = "/api/v1/chat";

    internal static FaultCase[] All { get; } =
    [
        new("POST /api/v1/chat", static w => w.Member, static _ => Task.FromResult(new Asked(Chat, """{"message":"a question"}""")))
        {
            IsStaged = true,
            Strangers = [static _ => null, static w => w.Reader, static w => w.Operator("olga")],
        },
        new("POST /api/v1/chat in a session", static w => w.Member, static async w => new Asked(Chat, $$"""{"message":"and on","session_id":"{{(await w.ChattedAsync()).Session}}"}"""))
        {
            IsStaged = true,
            Strangers = [static w => w.Reader, static w => w.Foreigner],
        },
        new("POST /api/v1/chat as a stream", static w => w.Member, static _ => Task.FromResult(new Asked(Chat, """{"message":"a question","stream":true}""")))
        {
            IsStaged = true,

            // The answer has begun before the end is known, and says then which one it was.
            Done = ["+ gateway_runs acme|"],
        },
        new("GET /v1/runs/{id}", static w => w.Member, static async w => new Asked($"/v1/runs/{(await w.ChattedAsync()).Run}"))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Foreigner],
        },
        new("GET /v1/runs/{id}/events", static w => w.Member, static async w => new Asked($"/v1/runs/{(await w.ChattedAsync()).Run}/events"))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Foreigner],
        },
        new("POST /v1/runs/{id}/stop", static w => w.Member, static async w => new Asked($"/v1/runs/{(await w.ProposedAsync()).Run}/stop"))
        {
            IsStaged = true,
            Done = ["+ gateway_runs acme|#|#|Stopped|"],
            Strangers = [static _ => null, static w => w.Reader, static w => w.Foreigner],
        },
        new("GET /api/v1/usage", static w => w.Member, static _ => Task.FromResult(new Asked("/api/v1/usage")))
        {
            Strangers = [static _ => null, static w => w.Nobody, static w => w.Operator("olga")],
        },
        new("GET /api/v1/approvals", static w => w.Approver, static _ => Task.FromResult(new Asked("/api/v1/approvals")))
        {
            Strangers = [static _ => null, static w => w.Member],
        },
        new("POST /v1/runs/{id}/approval", static w => w.Approver, static async w => Answer(await w.ProposedAsync()))
        {
            IsStaged = true,
            Done = ["- tenancy_approvals acme|#|#|dev|user-of-acme||||exec|rm -r build||main|#|#|1|#|#|pending|", "|allow-once|acme|dev|ann|"],

            // Nobody answers what he proposed himself, and nobody what is another tenant's.
            Strangers = [static _ => null, static w => w.Member, static w => w.Foreigner, static w => w.Gateway.Token("acme", "operator.approvals")],
        },
    ];

    private static Asked Answer(Proposal proposal) => new(proposal.Path, $$"""{"approval_id":"{{proposal.Id}}","decision":"allow-once"}""");
}
