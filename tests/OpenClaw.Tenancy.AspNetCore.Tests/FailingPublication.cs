using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Keys of which nothing can be found out.</summary>
internal sealed class FailingPublication(string how) : ITokenKeyPublication
{
    public string Issuer => "https://one.test";

    public async ValueTask<IReadOnlyList<PublishedTokenKey>> ListAsync(CancellationToken cancellationToken)
    {
        if (how == "throws")
        {
            throw new InvalidOperationException("the store is away");
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
        return [];
    }
}
