namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>Starts what goes on by itself without the context of whoever starts it.</summary>
/// <remarks>Nothing of a tenant is ambient in this library; what a host, a logger or a tracer makes ambient would otherwise be carried for ever.</remarks>
internal static class Detached
{
    internal static T Run<T>(Func<T> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return start();
        }

        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        return start();
    }
}
