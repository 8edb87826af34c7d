using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Evaluators that do what a test says.</summary>
internal static class Evaluators
{
    public static TenancyBuilder Evaluate(this TenancyBuilder builder, params Func<PolicyVerdict>[] answers)
    {
        foreach (Func<PolicyVerdict> answer in answers)
        {
            builder.Services.AddSingleton<IAccessEvaluator>(new Sync(answer));
        }

        return builder;
    }

    public static TenancyBuilder EvaluateAsync(this TenancyBuilder builder, params Func<CancellationToken, ValueTask<PolicyVerdict>>[] answers)
    {
        foreach (Func<CancellationToken, ValueTask<PolicyVerdict>> answer in answers)
        {
            builder.Services.AddSingleton<IAsyncAccessEvaluator>(new Async(answer));
        }

        return builder;
    }

    private sealed class Sync(Func<PolicyVerdict> answer) : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => answer();
    }

    private sealed class Async(Func<CancellationToken, ValueTask<PolicyVerdict>> answer) : IAsyncAccessEvaluator
    {
        public ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken) => answer(cancellationToken);
    }
}
