using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Scopes;

/// <summary>Tells which work nobody waits for, so that it may go on when the scope has ended.</summary>
internal sealed class DetachedWork(LibraryTypes library)
{
    private readonly INamedTypeSymbol? _task = library.Find("System.Threading.Tasks.Task");
    private readonly INamedTypeSymbol? _factory = library.Find("System.Threading.Tasks.TaskFactory");
    private readonly INamedTypeSymbol? _pool = library.Find("System.Threading.ThreadPool");
    private readonly INamedTypeSymbol? _thread = library.Find("System.Threading.Thread");
    private readonly INamedTypeSymbol? _timer = library.Find("System.Threading.Timer");
    private readonly INamedTypeSymbol? _clock = library.Find("System.TimeProvider");
    private readonly INamedTypeSymbol? _elapsing = library.Find("System.Timers.Timer");

    /// <summary>A task whose result is dropped, work for the pool, or a timer that is not disposed of where it is made. A task that is kept may be waited for, so it is none.</summary>
    internal bool Is(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        return (method.Name is "Run" or "StartNew" && (Tree.Is(method.ContainingType, _task) || Tree.Is(method.ContainingType, _factory)) && Tree.IsDropped(call))
            || (method.Name is "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" && Tree.Is(method.ContainingType, _pool))
            || (method.Name is "CreateTimer" && IsClock(method.ContainingType) && !IsUsed(call));
    }

    internal bool Is(IObjectCreationOperation made) => Tree.Is(made.Type, _thread) || (Tree.Is(made.Type, _timer) && !IsUsed(made));

    internal bool Is(IEventAssignmentOperation added) =>
        added.EventReference is IEventReferenceOperation { Event: var happening } && (happening.IsStatic || Tree.Is(happening.ContainingType, _elapsing));

    private bool IsClock(INamedTypeSymbol? type) => type is not null && (Tree.Is(type, _clock) || IsClock(type.BaseType));

    private static bool IsUsed(IOperation made)
    {
        for (IOperation? up = made.Parent; up is not null and not IBlockOperation; up = up.Parent)
        {
            if (up is IUsingOperation or IUsingDeclarationOperation)
            {
                return true;
            }
        }

        return false;
    }
}
