namespace OpenClaw.Tenancy.Directory;

/// <summary>Says that a journal may have changed, so that a follower need not wait for its next poll.</summary>
/// <remarks>It is a hint: one that is lost costs time and no correctness. One caller waits at a time.</remarks>
public interface IDirectorySignal
{
    /// <summary>Waits until something may have changed since the last wait ended. A change that came in between ends the wait at once.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is worth reading.</returns>
    ValueTask WaitAsync(CancellationToken cancellationToken);
}
