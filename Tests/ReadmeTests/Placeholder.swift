import Testing
import Tailpool
