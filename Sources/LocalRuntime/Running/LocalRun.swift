import Diagnostics
import Foundation
import RunFindings
import Wiring

/// A run of a plan, from its start to its end.
public enum LocalRun {
  /// Runs until it is asked to end.
  ///
  /// - Returns: The exit status: 0 when it was asked to end, 1 when it could not start, which has been said.
  public static func main(_ settings: RunSettings) async -> Int32 {
    let settings = settings.absolute
    let terminal = RunTerminal(settings)
    do {
      let plan = try PlanFile.read(settings.plan)
      let marker = UUID().uuidString
      let guardian = try Guard.start(executable: settings.program, marker: marker)
      defer { guardian.end() }
      let parts = try await parts(settings, terminal, marker)
      return await withTaskGroup(of: Int32?.self) { group in
        // The narrator outlives the rest, so that also the end is told.
        group.addTask {
          await terminal.narrator.run()
          return nil
        }
        let status = await run(plan, settings, parts, terminal)
        group.cancelAll()
        return status
      }
    } catch {
      terminal.say(error)
      return 1
    }
  }

  private static func parts(
    _ settings: RunSettings, _ terminal: RunTerminal, _ marker: String
  ) async throws(StartFault) -> RunParts {
    var recorder: CallRecorder?
    if let path = settings.record {
      recorder = try CallRecorder(path, services: RunParts.services, narrator: terminal.narrator)
    }
    do throws(StoreError) {
      return try await RunParts(
        settings, narrator: terminal.narrator, clock: terminal.clock, marker: marker, recorder: recorder,
        echo: terminal.echo)
    } catch {
      throw StartFault(
        error.reason, help: ["`\(settings.state)` holds what lasts from run to run; without it a run begins anew"])
    }
  }

  /// Opens the edge, starts everything, and waits for the end.
  private static func run(
    _ plan: WiringPlan, _ settings: RunSettings, _ parts: RunParts, _ terminal: RunTerminal
  ) async -> Int32 {
    let router = parts.router
    let server = EdgeServer { await router.answer($0) }
    let status = await withTaskGroup(of: Ending.self) { group in
      let (ports, port) = AsyncStream<Int>.makeStream()
      group.addTask {
        do {
          try await server.run(port: settings.port) { port.yield($0) }
          return .asked
        } catch let fault as StartFault {
          return .failed([fault])
        } catch {
          return .failed([StartFault("port \(settings.port) cannot be opened: \(error)")])
        }
      }
      group.addTask {
        await EndOfRun.wait(withInput: settings.endsWithInput)
        return .asked
      }
      group.addTask {
        for await number in ports {
          return await serve(plan, settings, parts, terminal, edge: "http://127.0.0.1:\(number)")
        }
        return .asked
      }
      let ending = await group.next() ?? .asked
      // Handlers end before the edge that they wait at.
      await parts.sandboxes.stop()
      group.cancelAll()
      if case .failed(let faults) = ending {
        for fault in faults { terminal.say(fault) }
        return Int32(1)
      }
      terminal.sayEnding()
      return Int32(0)
    }
    await parts.stop()
    return status
  }

  /// Why a run is over.
  private enum Ending: Sendable {
    case asked
    case failed([StartFault])
  }

  /// Takes the plan, says that it runs, and works and reloads until the task is cancelled.
  private static func serve(
    _ plan: WiringPlan, _ settings: RunSettings, _ parts: RunParts, _ terminal: RunTerminal, edge: String
  ) async -> Ending {
    let run = RunPlan(plan.at(edge: edge), edge: edge, folder: settings.folder)
    await parts.apply(run)
    let faults = await parts.sandboxes.faults()
    guard faults.isEmpty else { return .failed(faults) }
    do throws(BoundServerError) {
      try await parts.dynamoDB.prepare(run)
    } catch {
      return .failed([
        StartFault(
          "the server bound to DynamoDB, \(error.server), cannot be used: \(error.reason)", help: ["start it first"])
      ])
    }
    terminal.sayReady(run)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await parts.work() }
      group.addTask { await Reloader(settings, parts, terminal.narrator).follow(run) }
      await group.waitForAll()
    }
    return .asked
  }
}
