using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;

namespace Gateway.Tests.Support;

/// <summary>An evaluator that forbids nothing and writes down who asked for what.</summary>
public sealed class Seen : IAccessEvaluator
{
    private readonly ConcurrentQueue<Request> _requests = new();

    public static void In(IServiceCollection services) => services.AddSingleton<IAccessEvaluator>(new Seen());

    public static Request[] Of(RunningGateway gateway) => [.. gateway.App.Services.GetServices<IAccessEvaluator>().OfType<Seen>().Single()._requests];

    public PolicyVerdict Evaluate(in AccessRequest request)
    {
        _requests.Enqueue(new Request(request.Action!.Name, request.Principal!.Subject, [.. request.Principal.Scopes.Select(static s => s.ToString())]));
        return PolicyVerdict.NotApplicable;
    }

    public sealed record Request(string Action, string Subject, string[] Scopes);
}
